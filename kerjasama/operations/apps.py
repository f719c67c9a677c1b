from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "kerjasama.operations"
    label = "operations"
