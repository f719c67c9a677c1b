from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "kerjasama.signin"
    label = "signin"
