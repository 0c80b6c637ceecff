using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using Rerun.Catalog;
using Rerun.Data.Linq.Parsing;
using Rerun.Data.Linq.Translation;

namespace Rerun.Data.Linq.Execution;

/// <summary>Runs queries over datasets.</summary>
internal sealed class RerunQueryProvider(QueryHost host) : IQueryProvider, IRerunProvider
{
    private static readonly MethodInfo CreateMethod = typeof(RerunQueryProvider).GetMethods()
        .Single(method => method is { Name: nameof(CreateQuery), IsGenericMethod: true });

    public QueryHost Host => host;

    public IQueryable CreateQuery(Expression expression)
    {
        Type element = expression.Type.GetInterfaces().Append(expression.Type)
            .First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryable<>)).GetGenericArguments()[0];
        return (IQueryable)CreateMethod.MakeGenericMethod(element).Invoke(this, [expression])!;
    }

    public IQueryable<TElement> CreateQuery<TElement>(Expression expression) => new RerunQuery<TElement>(this, expression);

    public object? Execute(Expression expression) => Execute<object>(expression);

    public TResult Execute<TResult>(Expression expression) =>
        Blocking.Wait(static call => call.provider.ExecuteAsync<TResult>(call.expression, CancellationToken.None), (provider: this, expression));

    /// <summary>The single value that a query gives.</summary>
    public async ValueTask<TResult> ExecuteAsync<TResult>(Expression expression, CancellationToken cancellationToken)
    {
        var cursor = new RowCursor<Maybe<TResult>>(host, expression);
        await using (cursor.ConfigureAwait(false))
        {
            await cursor.PrepareAsync(cancellationToken).ConfigureAwait(false);
            Terminal terminal = cursor.Query.Terminal;
            if (terminal is Terminal.Exists or Terminal.ExistsNot)
            {
                bool exists = await cursor.ReadBatchAsync(cancellationToken).ConfigureAwait(false);
                return (TResult)(object)(exists == (terminal == Terminal.Exists));
            }

            Maybe<TResult> found = default;
            while (await cursor.ReadBatchAsync(cancellationToken).ConfigureAwait(false))
            {
                while (cursor.MoveInBatch(out Maybe<TResult> row))
                {
                    if (found.Exists && terminal is Terminal.Single or Terminal.SingleOrDefault && found.Exists)
                    {
                        throw new InvalidOperationException("Sequence contains more than one element");
                    }

                    found = found.Exists ? found : row;
                }
            }

            return found.Exists && !found.IsNothing ? found.Value
                : terminal is Terminal.FirstOrDefault or Terminal.SingleOrDefault || (found.Exists && terminal != Terminal.ValueOfSome) ? default!
                : throw (expression is MethodCallExpression { Method.Name: nameof(Queryable.ElementAt) }
                    ? new ArgumentOutOfRangeException("index", "The query has not that many rows.")
                    : new InvalidOperationException("Sequence contains no elements"));
        }
    }
}
