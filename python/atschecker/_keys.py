"""``atschecker keys``: who may use the service."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from atschecker._engine import SettingsError
from atschecker._files import UsageProblem
from atschecker._guard import guarded
from atschecker._terminal import clean, complain

if TYPE_CHECKING:
    from atschecker.store import Store

EXIT_NOTHING_FOUND = 1

keys_app = typer.Typer(help="Make, list and revoke the keys of the service.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Add ``keys`` to the command line."""
    app.add_typer(keys_app, name="keys")


@keys_app.command("create")
@guarded
def create_command(
    name: Annotated[str, typer.Argument(help="What the key is for, such as the program that has it.")],
    tenant: Annotated[str, typer.Option(help="Whose rankings it sees.")] = "default",
    scope: Annotated[
        list[str] | None,
        typer.Option(help="read, write or admin; several times for several. Default: all but admin."),
    ] = None,
) -> int:
    """Make a key. It is shown this once: the database keeps only a digest."""
    store = _store()
    try:
        key, text = store.keys.create(tenant, name, scope or ["read", "write"])
    except ValueError:
        raise UsageProblem(
            "--tenant takes lower-case letters, digits, - and _; --scope takes read, write or admin"
        ) from None
    finally:
        store.close()
    complain(f"Key {key.id} of tenant {key.tenant} ({', '.join(key.scopes)}). It is not shown again:")
    print(text)
    return 0


@keys_app.command("list")
@guarded
def list_command() -> int:
    """List the keys, without their secrets."""
    store = _store()
    try:
        for key in store.keys.all():
            state = f"revoked {key.revoked[:10]}" if key.revoked else "usable"
            print("  ".join([key.id, key.tenant, *key.scopes, key.created[:10], state, clean(key.name)]))
    finally:
        store.close()
    return 0


@keys_app.command("revoke")
@guarded
def revoke_command(key: Annotated[str, typer.Argument(help="Its id, as list shows it.")]) -> int:
    """End a key and the sessions that it opened; a running service follows at once."""
    store = _store()
    try:
        revoked = store.keys.revoke(key)
    finally:
        store.close()
    if not revoked:
        complain(f"atschecker: there is no usable key {clean(key)}")
        return EXIT_NOTHING_FOUND
    print(f"Revoked {key}")
    return 0


def _store() -> Store:
    # Imported here: the other commands start faster without a database.
    from atschecker.store import MEMORY, Store, default_url  # noqa: PLC0415

    url = os.environ.get("ATS_DATABASE_URL", "").strip() or default_url(os.environ)
    if url == MEMORY:
        raise SettingsError("ATS_DATABASE_URL is in memory: a key would end with this command")
    return Store(url)
