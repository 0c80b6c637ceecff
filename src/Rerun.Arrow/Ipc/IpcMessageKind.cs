namespace Rerun.Arrow.Ipc;

/// <summary>The kinds of messages in an IPC stream.</summary>
public enum IpcMessageKind
{
    /// <summary>The schema of the stream.</summary>
    Schema = 1,

    /// <summary>The values of a dictionary, or more of them.</summary>
    DictionaryBatch = 2,

    /// <summary>The columns of a batch.</summary>
    RecordBatch = 3,
}
