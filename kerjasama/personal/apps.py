from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "kerjasama.personal"
    label = "personal"
