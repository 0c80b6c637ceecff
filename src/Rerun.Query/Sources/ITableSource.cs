using Rerun.Arrow;

namespace Rerun.Query.Sources;

/// <summary>Something that gives rows and takes no conditions.</summary>
internal interface ITableSource
{
    /// <summary>The name, for people.</summary>
    string Name { get; }

    /// <summary>All columns.</summary>
    Schema Schema { get; }

    /// <summary>Starts reading all rows and columns.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<IArrowArrayStream> OpenAsync(CancellationToken cancellationToken);
}
