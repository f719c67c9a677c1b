from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "kerjasama.uploads"
    label = "uploads"
