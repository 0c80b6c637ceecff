using Rerun.Arrow;

namespace Rerun.Data.Cli.Output;

/// <summary>Writes one result, batch by batch.</summary>
internal interface IResultWriter
{
    /// <summary>Writes all rows of the result.</summary>
    /// <returns>The number of rows.</returns>
    Task<long> WriteAsync(IArrowArrayStream result, CancellationToken cancellationToken);
}
