using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Linq.Execution;

namespace Rerun.Data.Linq;

/// <summary>Views of a query: its SQL, its plan, its rows as Arrow batches or asynchronously.</summary>
public static class RerunQueryableExtensions
{
    /// <summary>SQL that gives the rows of the query. Code of the last Select that the engine cannot run is not part of it.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <exception cref="RerunTranslationException">The query cannot be translated.</exception>
    public static string ToQueryString<T>(this IQueryable<T> query) => With(query, static run => run.Sql());

    /// <summary>The plan of the query: for each dataset the chain of view calls that was pushed down, and what stays for the engine.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <exception cref="RerunTranslationException">The query cannot be translated.</exception>
    public static string Explain<T>(this IQueryable<T> query) => With(query, static run => string.Join(
        '\n', run.Query.ClientParts.Select(part => $"Client projection: {part}").Concat(run.Explain())));

    /// <summary>The rows as Arrow batches, with the columns the query needs. Dispose the reader.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <exception cref="RerunTranslationException">The query cannot be translated.</exception>
    public static IArrowArrayStream ToArrowReader<T>(this IQueryable<T> query) =>
        Blocking.Wait(static query => ReaderAsync(query, CancellationToken.None), query);

    /// <summary>The rows as Arrow batches, with the columns the query needs. Dispose the reader.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="RerunTranslationException">The query cannot be translated.</exception>
    public static Task<IArrowArrayStream> ToArrowReaderAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        ReaderAsync(query, cancellationToken).AsTask();

    /// <summary>The rows by a data reader, with the columns the query needs. Dispose the reader.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <exception cref="RerunTranslationException">The query cannot be translated.</exception>
    public static RerunDataReader ToDataReader<T>(this IQueryable<T> query) =>
        Blocking.Wait(static query => DataReaderAsync(query, CancellationToken.None), query);

    /// <summary>The rows by a data reader, with the columns the query needs. Dispose the reader.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="RerunTranslationException">The query cannot be translated.</exception>
    public static Task<RerunDataReader> ToDataReaderAsync<T>(this IQueryable<T> query, CancellationToken cancellationToken = default) =>
        DataReaderAsync(query, cancellationToken).AsTask();

    /// <summary>The rows, read asynchronously.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="query">A query over a dataset.</param>
    public static IAsyncEnumerable<T> AsAsyncEnumerable<T>(this IQueryable<T> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query as IAsyncEnumerable<T> ?? throw Foreign();
    }

    internal static RerunQueryProvider ProviderOf(IQueryable query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Provider as RerunQueryProvider ?? throw Foreign();
    }

    private static ArgumentException Foreign() => new("The query is not one over a dataset.");

    private static async ValueTask<IArrowArrayStream> ReaderAsync(IQueryable query, CancellationToken cancellationToken)
    {
        QueryRun run = await QueryRun.PrepareAsync(ProviderOf(query).Host, query.Expression, cancellationToken).ConfigureAwait(false);
        return new QueryStream(run, await run.StartAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<RerunDataReader> DataReaderAsync(IQueryable query, CancellationToken cancellationToken) =>
        await RerunDataReader.FromArrowAsync(await ReaderAsync(query, cancellationToken).ConfigureAwait(false), cancellationToken: cancellationToken).ConfigureAwait(false);

    private static string With(IQueryable query, Func<QueryRun, string> read) => Blocking.Wait(
        static async call =>
        {
            QueryRun run = await QueryRun.PrepareAsync(ProviderOf(call.query).Host, call.query.Expression, CancellationToken.None).ConfigureAwait(false);
            try
            {
                return call.read(run);
            }
            finally
            {
                await run.EndAsync().ConfigureAwait(false);
            }
        },
        (query, read));
}
