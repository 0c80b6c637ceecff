using System.Linq.Expressions;

namespace Rerun.Data.Linq;

/// <summary>Asynchronous averages of numbers other than double. Each is the method of <see cref="Queryable"/> of its name.</summary>
public static class RerunAsyncAverageExtensions
{
    /// <summary>The average of the values.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<double> AverageAsync(this IQueryable<int> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<int, double>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<double> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, int>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<double?> AverageAsync(this IQueryable<int?> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<int?, double?>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<double?> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, int?>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<double> AverageAsync(this IQueryable<long> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<long, double>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<double> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, long>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<double?> AverageAsync(this IQueryable<long?> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<long?, double?>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<double?> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, long?>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<float> AverageAsync(this IQueryable<float> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<float, float>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<float> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, float>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<float?> AverageAsync(this IQueryable<float?> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<float?, float?>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<float?> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, float?>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<decimal> AverageAsync(this IQueryable<decimal> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<decimal, decimal>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Task<decimal> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, decimal>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<decimal?> AverageAsync(this IQueryable<decimal?> query, CancellationToken cancellationToken = default) =>
        RerunAsyncQueryExtensions.RunNumeric<decimal?, decimal?>(query, nameof(Queryable.Average), cancellationToken);

    /// <summary>The average of the values that are not null; null if there are none.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over datasets, tables or SQL.</param>
    /// <param name="selector">The value of a row.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static Task<decimal?> AverageAsync<T>(this IQueryable<T> query, Expression<Func<T, decimal?>> selector, CancellationToken cancellationToken = default) =>
        query.Select(selector).AverageAsync(cancellationToken);
}
