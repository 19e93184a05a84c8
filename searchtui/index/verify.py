"""Whether an index is sound: the engine's files, the manifest, and that the two agree."""

from __future__ import annotations

from searchtui.engines.protocol import Engine, SearchRequest
from searchtui.index.generations import Generation
from searchtui.index.manifest import Manifest, ManifestDamagedError
from searchtui.query.nodes import Everything


def verify(engine: Engine, generation: Generation | None) -> list[str]:
    """Read every file of a generation; one sentence per problem, none if it is sound. Changes nothing."""
    problems = engine.verify()
    if generation is None:
        return [*problems, "The index was removed while it was checked."]
    try:
        with Manifest(generation.manifest_file, read_only=True) as manifest:
            problems += manifest.problems() or _disagreement(engine, manifest)
    except ManifestDamagedError as error:
        problems.append(error.message)
    return problems


def _disagreement(engine: Engine, manifest: Manifest) -> list[str]:
    """A problem if both hold different numbers of articles, and not because something is just being committed."""
    before = manifest.count()
    held = engine.search(SearchRequest(Everything(), limit=0)).total
    if held == before or manifest.pending() or manifest.count() != before:
        return []
    return [f"The index holds {held:,} articles but its manifest lists {before:,}."]
