using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes;

/// <summary>A stream whose rows can also be taken unbuilt, so that whoever computes with them builds them on a thread of its own.</summary>
internal interface IRowStretches : IArrowArrayStream
{
    /// <summary>The next rows, at most so many, or null at the end. Not to be mixed with reading batches; one call at a time.</summary>
    ValueTask<IRowStretch?> TakeAsync(int mostRows, CancellationToken cancellationToken);
}
