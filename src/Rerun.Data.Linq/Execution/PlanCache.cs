using System.Runtime.CompilerServices;
using Rerun.Query;
using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Execution;

/// <summary>Keeps translated queries of an engine, in front of the parser.</summary>
internal sealed class PlanCache
{
    /// <summary>How many queries are kept.</summary>
    public const int Capacity = 256;

    private static readonly ConditionalWeakTable<QueryEngine, PlanCache> Caches = new();
    private readonly BoundedCache<string, KnownQuery> _queries = new(Capacity);
    private long _hits;

    /// <summary>How often a query was found.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    public static PlanCache Of(QueryEngine engine) => Caches.GetValue(engine, static _ => new PlanCache());

    /// <summary>The query of a key, if the catalog is still in the state that its sources were found in.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">The catalog's state, or null where it does not tell.</param>
    /// <param name="texts">The values of the parameters of each SQL among its sources.</param>
    /// <param name="dataset">The current dataset, which names in SQL may mean.</param>
    public CompiledQuery? Find(string key, object? state, IReadOnlyList<ParameterSet> texts, string? dataset)
    {
        if (state is null || !_queries.TryGet(key, out KnownQuery known) || !ReferenceEquals(known.State, state) || !known.Fits(texts, dataset))
        {
            return null;
        }

        CountHit();
        return known.Query;
    }

    /// <summary>The query of a key over datasets alone, if these are still the ones, with the columns, that it was translated for.</summary>
    public CompiledQuery? Find(string key, DataframeScan[] scans, object? state)
    {
        if (!_queries.TryGet(key, out KnownQuery known) || known.Scans.Length != scans.Length)
        {
            return null;
        }

        for (int i = 0; i < scans.Length; i++)
        {
            // A dataset made anew under the name of one that was dropped is another one, even with the same columns.
            if (scans[i].Dataset.Id != known.Scans[i].Dataset.Id || !scans[i].Fields.Equals(known.Scans[i].Fields))
            {
                return null;
            }
        }

        CountHit();
        Put(key, known with { Scans = scans, State = state });
        return known.Query;
    }

    public void Put(string key, KnownQuery query) => _queries.Put(key, query);

    private void CountHit()
    {
        Interlocked.Increment(ref _hits);
        PlanCacheMetrics.Hit();
    }
}
