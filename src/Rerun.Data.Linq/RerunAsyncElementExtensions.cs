using System.Linq.Expressions;

namespace Rerun.Data.Linq;

/// <summary>More asynchronous ends of queries: rows by place, by least and greatest key, and with a default. Each is the method of <see cref="Queryable"/> of its name.</summary>
public static class RerunAsyncElementExtensions
{
    /// <summary>The row at a place.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="index">The place, from 0.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="ArgumentOutOfRangeException">The query has not that many rows.</exception>
    public static Task<T> ElementAtAsync<T>(this IQueryable<T> query, int index, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.ElementAt), [Expression.Constant(index)], cancellationToken);

    /// <summary>The row at a place, or the type's default.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="index">The place, from 0.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T?> ElementAtOrDefaultAsync<T>(this IQueryable<T> query, int index, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T?>(query, nameof(Queryable.ElementAtOrDefault), [Expression.Constant(index)], cancellationToken);

    /// <summary>The row with the least key; null if there is none and the type can be null.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="keySelector">The key of a row; rows without one count only where there are no others.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There is no row, and the type cannot be null.</exception>
    public static Task<T?> MinByAsync<T, TKey>(this IQueryable<T> query, Expression<Func<T, TKey>> keySelector, CancellationToken cancellationToken = default) =>
        RerunQueryableExtensions.ProviderOf(query).ExecuteAsync<T?>(
            Expression.Call(typeof(Queryable), nameof(Queryable.MinBy), [typeof(T), typeof(TKey)], query.Expression, Expression.Quote(keySelector)), cancellationToken).AsTask();

    /// <summary>The row with the greatest key; null if there is none and the type can be null.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="keySelector">The key of a row; rows without one count only where there are no others.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There is no row, and the type cannot be null.</exception>
    public static Task<T?> MaxByAsync<T, TKey>(this IQueryable<T> query, Expression<Func<T, TKey>> keySelector, CancellationToken cancellationToken = default) =>
        RerunQueryableExtensions.ProviderOf(query).ExecuteAsync<T?>(
            Expression.Call(typeof(Queryable), nameof(Queryable.MaxBy), [typeof(T), typeof(TKey)], query.Expression, Expression.Quote(keySelector)), cancellationToken).AsTask();

    /// <summary>The first row, or a value of the program.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="defaultValue">What there is instead of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T> FirstOrDefaultAsync<T>(this IQueryable<T> query, T defaultValue, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.FirstOrDefault), [Expression.Constant(defaultValue, typeof(T))], cancellationToken);

    /// <summary>The first row of those that fit, or a value of the program.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="defaultValue">What there is instead of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T> FirstOrDefaultAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, T defaultValue, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.FirstOrDefault), [Expression.Quote(predicate), Expression.Constant(defaultValue, typeof(T))], cancellationToken);

    /// <summary>The only row, or a value of the program.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="defaultValue">What there is instead of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has several rows.</exception>
    public static Task<T> SingleOrDefaultAsync<T>(this IQueryable<T> query, T defaultValue, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.SingleOrDefault), [Expression.Constant(defaultValue, typeof(T))], cancellationToken);

    /// <summary>The only row of those that fit, or a value of the program.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="defaultValue">What there is instead of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">The query has several rows.</exception>
    public static Task<T> SingleOrDefaultAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, T defaultValue, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.SingleOrDefault), [Expression.Quote(predicate), Expression.Constant(defaultValue, typeof(T))], cancellationToken);

    /// <summary>The last row in the defined order, or a value of the program.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="defaultValue">What there is instead of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T> LastOrDefaultAsync<T>(this IQueryable<T> query, T defaultValue, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.LastOrDefault), [Expression.Constant(defaultValue, typeof(T))], cancellationToken);

    /// <summary>The last row in the defined order of those that fit, or a value of the program.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="predicate">Which rows count.</param>
    /// <param name="defaultValue">What there is instead of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T> LastOrDefaultAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> predicate, T defaultValue, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.LastOrDefault), [Expression.Quote(predicate), Expression.Constant(defaultValue, typeof(T))], cancellationToken);

    /// <summary>Whether a value is among the rows.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="item">The value.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<bool> ContainsAsync<T>(this IQueryable<T> query, T item, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, bool>(query, nameof(Queryable.Contains), [Expression.Constant(item, typeof(T))], cancellationToken);

    /// <summary>The row at a place, counted from the first or, where rows have a defined order, from the last.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="index">The place.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="ArgumentOutOfRangeException">The query has not that many rows.</exception>
    public static Task<T> ElementAtAsync<T>(this IQueryable<T> query, Index index, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T>(query, nameof(Queryable.ElementAt), [Expression.Constant(index)], cancellationToken);

    /// <summary>The row at a place, counted from the first or, where rows have a defined order, from the last; the default value if the query has not that many.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="index">The place.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<T?> ElementAtOrDefaultAsync<T>(this IQueryable<T> query, Index index, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.Run<T, T?>(query, nameof(Queryable.ElementAtOrDefault), [Expression.Constant(index)], cancellationToken);

    /// <summary>All rows by key.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="keySelector">The key of a row; the program computes it.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="ArgumentException">Two rows have the same key.</exception>
    public static async Task<Dictionary<TKey, T>> ToDictionaryAsync<T, TKey>(this IQueryable<T> query, Func<T, TKey> keySelector, CancellationToken cancellationToken = default)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        var rows = new Dictionary<TKey, T>();
        await foreach (T row in query.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(keySelector(row), row);
        }

        return rows;
    }

    /// <summary>A value of each row by key.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TElement">The type of the value.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="keySelector">The key of a row; the program computes it.</param>
    /// <param name="elementSelector">The value of a row; the program computes it.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="ArgumentException">Two rows have the same key.</exception>
    public static async Task<Dictionary<TKey, TElement>> ToDictionaryAsync<T, TKey, TElement>(
        this IQueryable<T> query, Func<T, TKey> keySelector, Func<T, TElement> elementSelector, CancellationToken cancellationToken = default)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        var rows = new Dictionary<TKey, TElement>();
        await foreach (T row in query.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(keySelector(row), elementSelector(row));
        }

        return rows;
    }

    /// <summary>All different rows.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<HashSet<T>> ToHashSetAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        [.. await query.ToListAsync(cancellationToken).ConfigureAwait(false)];
}
