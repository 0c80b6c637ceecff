using System.Collections;
using System.Linq.Expressions;

namespace Rerun.Data.Linq.Execution;

/// <summary>A query over datasets.</summary>
internal class RerunQuery<T> : IOrderedQueryable<T>, IAsyncEnumerable<T>
{
    private readonly RerunQueryProvider _provider;

    public RerunQuery(RerunQueryProvider provider, Expression expression)
    {
        _provider = provider;
        Expression = expression;
    }

    public Type ElementType => typeof(T);

    public Expression Expression { get; }

    public IQueryProvider Provider => _provider;

    public IEnumerator<T> GetEnumerator() => QueryEnumeration.Rows<T>(_provider.Host, Expression).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        QueryEnumeration.RowsAsync<T>(_provider.Host, Expression).GetAsyncEnumerator(cancellationToken);

    public override string ToString() => $"query of {typeof(T).Name}";
}
