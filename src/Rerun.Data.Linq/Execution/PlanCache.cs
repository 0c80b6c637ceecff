using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Query;

namespace Rerun.Data.Linq.Execution;

/// <summary>Keeps translated queries of an engine, in front of the parser.</summary>
internal sealed class PlanCache
{
    private const int Capacity = 256;

    private static readonly ConditionalWeakTable<QueryEngine, PlanCache> Caches = new();
    private readonly BoundedCache<string, (IReadOnlyList<Field>[] Columns, CompiledQuery Query)> _queries = new(Capacity);
    private long _hits;

    /// <summary>How often a query was found.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    public static PlanCache Of(QueryEngine engine) => Caches.GetValue(engine, static _ => new PlanCache());

    /// <summary>The query of a key, if the columns of its sources are still those that it was translated for.</summary>
    public CompiledQuery? Find(string key, IReadOnlyList<Field>[] columns)
    {
        if (!_queries.TryGet(key, out (IReadOnlyList<Field>[] Columns, CompiledQuery Query) found) || found.Columns.Length != columns.Length)
        {
            return null;
        }

        for (int i = 0; i < columns.Length; i++)
        {
            if (!ReferenceEquals(columns[i], found.Columns[i]) && !columns[i].SequenceEqual(found.Columns[i]))
            {
                return null;
            }
        }

        Interlocked.Increment(ref _hits);
        return found.Query;
    }

    public void Put(string key, IReadOnlyList<Field>[] columns, CompiledQuery query) => _queries.Put(key, (columns, query));
}
