"""What JSON holds, as it is read back or before anybody looked whether it is what was asked for."""

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
