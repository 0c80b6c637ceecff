namespace Rerun.Data.Results;

/// <summary>What has an open reader, and may have one at a time.</summary>
internal interface IReaderOwner
{
    /// <summary>The reader is closed.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="control">What could end its execution.</param>
    void Forget(RerunDataReader reader, ExecutionControl control);
}
