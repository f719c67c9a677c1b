from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "kerjasama.drafts"
    label = "drafts"
