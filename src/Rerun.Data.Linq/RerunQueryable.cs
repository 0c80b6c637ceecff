using System.Collections;
using System.Linq.Expressions;
using Rerun.Data.Linq.Execution;
using Rerun.Data.Linq.Mapping;

namespace Rerun.Data.Linq;

/// <summary>
/// The rows of a dataset on an index, or its static view: a row for each index value within a partition at which some column has data, ordered
/// by partition and index; or the rows of a table or of SQL. Query operators make queries of it that the engine runs.
/// </summary>
/// <typeparam name="T"><see cref="RerunRow"/>, or a class or record whose properties are mapped to columns.</typeparam>
public abstract class RerunQueryable<T> : IOrderedQueryable<T>
{
    private readonly RerunQueryProvider _provider;

    internal RerunQueryable(RerunQueryProvider provider, bool takesValues = false)
    {
        _provider = provider;
        Expression = Expression.Constant(this);
        Mapping = typeof(T) == typeof(RerunRow) || (takesValues && RowMapping.IsValue(typeof(T))) ? null : RowMapping.Of(typeof(T));
    }

    /// <summary>The type of the rows.</summary>
    public Type ElementType => typeof(T);

    /// <summary>The query as an expression.</summary>
    public Expression Expression { get; }

    /// <summary>What makes and runs queries.</summary>
    public IQueryProvider Provider => _provider;

    internal RowMapping? Mapping { get; }

    /// <summary>Runs the query.</summary>
    public IEnumerator<T> GetEnumerator() => QueryEnumeration.Rows<T>(_provider.Host, Expression).GetEnumerator();

    internal IAsyncEnumerator<T> EnumerateAsync(CancellationToken cancellationToken) => QueryEnumeration.RowsAsync<T>(_provider.Host, Expression).GetAsyncEnumerator(cancellationToken);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
