"""`searchtui completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from searchtui.cli.output import write


@click.command(
    epilog="""\b
Set it up once:
  bash   searchtui completion bash > ~/.local/share/bash-completion/completions/searchtui
  zsh    searchtui completion zsh > ~/.zfunc/_searchtui      (with ~/.zfunc in $fpath)
  fish   searchtui completion fish > ~/.config/fish/completions/searchtui.fish
""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the script for completion in a shell."""
    kind = get_completion_class(shell)
    assert kind is not None, "click knows the three shells that the choice allows"  # noqa: S101 -- for mypy
    root = context.find_root().command
    write(kind(root, {}, "searchtui", "_SEARCHTUI_COMPLETE").source())
    return 0
