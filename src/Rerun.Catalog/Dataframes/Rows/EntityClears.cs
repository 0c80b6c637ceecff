using Rerun.Arrow;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Finds the clears that act on an entity: its own, and the recursive ones of the entities above.</summary>
internal sealed class EntityClears(ILookup<EntityPath, LoadedChunk> chunks, IndexRange range)
{
    private readonly Dictionary<(EntityPath Entity, bool OnlyRecursive), Run[]> _found = [];

    public Run[] Of(ViewEntity entity)
    {
        var own = Of(entity.Path, false);
        var inherited = entity.Ancestors.SelectMany(ancestor => Of(ancestor, true));
        return [.. own, .. inherited];
    }

    private Run[] Of(EntityPath entity, bool onlyRecursive)
    {
        if (!_found.TryGetValue((entity, onlyRecursive), out var runs))
        {
            _found.Add((entity, onlyRecursive), runs = Find(entity, onlyRecursive));
        }

        return runs;
    }

    private Run[] Find(EntityPath entity, bool onlyRecursive)
    {
        var runs = new List<Run>();
        foreach (var chunk in chunks[entity])
        {
            if (chunk.Find(ColumnMetadata.ClearComponent) is not { Values: BooleanArray } flags)
            {
                continue;
            }

            if (chunk.Chunk.IsStatic)
            {
                // As with every component, a static value hides what was logged in time.
                if (flags.NullCount < flags.Length)
                {
                    return [];
                }
            }
            else if (chunk.IsOnIndex)
            {
                runs.Add(Run.OfClears(chunk, flags, range, onlyRecursive));
            }
        }

        return [.. runs.Where(run => run.Count > 0)];
    }
}
