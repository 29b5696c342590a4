"""A client without a model, for your own tests: the fakes that the library's tests use."""

from atschecker._core import ScriptedClient, Step, valid_reply

__all__ = ["ScriptedClient", "Step", "valid_reply"]
