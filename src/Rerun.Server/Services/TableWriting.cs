using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>Splits the messages of a write into runs of one mode.</summary>
internal sealed class TableWriting
{
    private readonly IAsyncEnumerator<Wire.WriteTableRequest> _messages;
    private readonly int _maxPartBytes;

    /// <param name="messages">The messages, on the first of them.</param>
    /// <param name="maxPartBytes">The greatest number of bytes that a compressed part may decode to.</param>
    public TableWriting(IAsyncEnumerator<Wire.WriteTableRequest> messages, int maxPartBytes)
    {
        _messages = messages;
        _maxPartBytes = maxPartBytes;
        Mode = ModeOf(messages.Current);
    }

    /// <summary>The mode of the run that comes next, or null at the end.</summary>
    public TableInsertMode? Mode { get; private set; }

    /// <summary>The batches of the run; once.</summary>
    public async IAsyncEnumerable<RecordBatch> BatchesAsync()
    {
        var run = Mode;
        do
        {
            yield return BatchOf(_messages.Current);
            Mode = await _messages.MoveNextAsync().ConfigureAwait(false) ? ModeOf(_messages.Current) : null;
        }
        while (Mode is not null && (Mode == run || (Mode == TableInsertMode.Append && run == TableInsertMode.Overwrite)));
    }

    private static TableInsertMode ModeOf(Wire.WriteTableRequest message) => message.InsertMode switch
    {
        Wire.TableInsertMode.Unspecified or Wire.TableInsertMode.Append => TableInsertMode.Append,
        Wire.TableInsertMode.Overwrite => TableInsertMode.Overwrite,
        Wire.TableInsertMode.Replace => TableInsertMode.Replace,
        Wire.TableInsertMode.Update => throw new GrpcException(GrpcStatus.Unimplemented, "write_table: updates are not implemented; replace adds rows, too"),
        _ => throw GrpcException.InvalidArgument($"invalid value for 'insert_mode': {(int)message.InsertMode}"),
    };

    private RecordBatch BatchOf(Wire.WriteTableRequest message) =>
        (message.DataframePart ?? throw GrpcException.InvalidArgument("missing required field: 'dataframe_part'")).ToBatch(_maxPartBytes);
}
