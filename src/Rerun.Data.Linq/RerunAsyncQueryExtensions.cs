using System.Linq.Expressions;
using System.Reflection;
using Rerun.Data.Linq.Execution;

namespace Rerun.Data.Linq;

/// <summary>Asynchronous ends of queries over datasets. Each is the method of <see cref="Queryable"/> of its name.</summary>
public static class RerunAsyncQueryExtensions
{
    /// <summary>All rows.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<List<T>> ToListAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default)
    {
        var rows = new List<T>();
        await foreach (T row in query.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>All rows.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<T[]> ToArrayAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        [.. await query.ToListAsync(cancellationToken).ConfigureAwait(false)];

    /// <summary>The first row.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has no rows.</exception>
    public static Task<T> FirstAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.First), [], cancellationToken);

    /// <summary>The first row, of those that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has no rows.</exception>
    public static Task<T> FirstAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.First), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The first row, or the type's default.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T?> FirstOrDefaultAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T?>(query, nameof(Queryable.FirstOrDefault), [], cancellationToken);

    /// <summary>The first row, or the type's default, of those that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T?> FirstOrDefaultAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T?>(query, nameof(Queryable.FirstOrDefault), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The only row.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has no row, or several.</exception>
    public static Task<T> SingleAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.Single), [], cancellationToken);

    /// <summary>The only row, of those that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has no row, or several.</exception>
    public static Task<T> SingleAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.Single), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The only row, or the type's default.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has several rows.</exception>
    public static Task<T?> SingleOrDefaultAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T?>(query, nameof(Queryable.SingleOrDefault), [], cancellationToken);

    /// <summary>The only row, or the type's default, of those that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has several rows.</exception>
    public static Task<T?> SingleOrDefaultAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T?>(query, nameof(Queryable.SingleOrDefault), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The last row in the defined order.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has no rows.</exception>
    public static Task<T> LastAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.Last), [], cancellationToken);

    /// <summary>The last row in the defined order, of those that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has no rows.</exception>
    public static Task<T> LastAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.Last), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The last row in the defined order, or the type's default.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T?> LastOrDefaultAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T?>(query, nameof(Queryable.LastOrDefault), [], cancellationToken);

    /// <summary>The last row in the defined order, or the type's default, of those that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T?> LastOrDefaultAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, T?>(query, nameof(Queryable.LastOrDefault), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>Whether there is a row.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<bool> AnyAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, bool>(query, nameof(Queryable.Any), [], cancellationToken);

    /// <summary>Whether there is a row that fits.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<bool> AnyAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, bool>(query, nameof(Queryable.Any), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The number of rows.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<int> CountAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, int>(query, nameof(Queryable.Count), [], cancellationToken);

    /// <summary>The number of rows that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<int> CountAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, int>(query, nameof(Queryable.Count), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The number of rows.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<long> LongCountAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, long>(query, nameof(Queryable.LongCount), [], cancellationToken);

    /// <summary>The number of rows that fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<long> LongCountAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, long>(query, nameof(Queryable.LongCount), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>Whether all rows fit.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<bool> AllAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, bool>(query, nameof(Queryable.All), [Expression.Quote(predicate)], cancellationToken);

    /// <summary>The least value; null if there is none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There is no value, and the type cannot be null.</exception>
    public static Task<T> MinAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.Min), [], cancellationToken);

    /// <summary>The least value; null if there is none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There is no value, and the type cannot be null.</exception>
    public static Task<TValue> MinAsync<T, TValue>(this IQueryable<T> query, Expression<Func<T, TValue>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).MinAsync(cancellationToken);

    /// <summary>The greatest value; null if there is none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There is no value, and the type cannot be null.</exception>
    public static Task<T> MaxAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        Run<T, T>(query, nameof(Queryable.Max), [], cancellationToken);

    /// <summary>The greatest value; null if there is none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There is no value, and the type cannot be null.</exception>
    public static Task<TValue> MaxAsync<T, TValue>(this IQueryable<T> query, Expression<Func<T, TValue>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).MaxAsync(cancellationToken);

    /// <summary>The sum of the values; 0 if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T> SumAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        RunNumeric<T, T>(query, nameof(Queryable.Sum), cancellationToken);

    /// <summary>The sum of the values; 0 if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<TValue> SumAsync<T, TValue>(this IQueryable<T> query, Expression<Func<T, TValue>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).SumAsync(cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<double?> AverageAsync(this IQueryable<double?> query, CancellationToken cancellationToken = default) =>
        RunNumeric<double?, double?>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<double?> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, double?>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<double> AverageAsync(this IQueryable<double> query, CancellationToken cancellationToken = default) =>
        RunNumeric<double, double>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<double> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, double>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    internal static Task<TResult> Run<T, TResult>(IQueryable<T> query, string method, Expression[] arguments, CancellationToken cancellationToken)
    {
        RerunQueryProvider provider = RerunQueryableExtensions.ProviderOf(query);
        return provider.ExecuteAsync<TResult>(Expression.Call(typeof(Queryable), method, [typeof(T)], [query.Expression, .. arguments]), cancellationToken).AsTask();
    }

    internal static Task<TResult> RunNumeric<T, TResult>(IQueryable<T> query, string method, CancellationToken cancellationToken)
    {
        MethodInfo call = typeof(Queryable).GetMethod(method, [typeof(IQueryable<T>)])
            ?? throw new NotSupportedException($"{typeof(T)} has no {method}.");
        return RerunQueryableExtensions.ProviderOf(query).ExecuteAsync<TResult>(Expression.Call(call, query.Expression), cancellationToken).AsTask();
    }
}
