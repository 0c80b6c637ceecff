using System.Collections;
using System.Linq.Expressions;
using Rerun.Catalog.Dataframes;
using Rerun.Data.Linq.Execution;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq;

/// <summary>
/// The rows of a dataset on an index, or its static view: a row for each index value within a partition at which some column has data, ordered
/// by partition and index. Query operators make queries of it that the engine runs.
/// </summary>
/// <typeparam name="T"><see cref="RerunRow"/>, or a class or record whose properties are mapped to columns.</typeparam>
public abstract class RerunQueryable<T> : IOrderedQueryable<T>
{
    internal RerunQueryable(RerunDatasetSource source, string? index)
    {
        Source = source;
        View = source.View with { Index = index };
        Expression = Expression.Constant(this);
    }

    /// <summary>The type of the rows.</summary>
    public Type ElementType => typeof(T);

    /// <summary>The query as an expression.</summary>
    public Expression Expression { get; }

    /// <summary>What makes and runs queries.</summary>
    public IQueryProvider Provider => Source.Provider;

    internal RerunDatasetSource Source { get; }

    internal DataframeQuery View { get; }

    /// <summary>Runs the query.</summary>
    public abstract IEnumerator<T> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
