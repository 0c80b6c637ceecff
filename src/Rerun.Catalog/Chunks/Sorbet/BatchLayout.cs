using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Which field nodes and buffers of a record batch belong to which column; both are stored depth first.</summary>
internal sealed class BatchLayout
{
    private readonly int[] _nodes;
    private readonly int[] _buffers;

    private BatchLayout(int[] nodes, int[] buffers) => (_nodes, _buffers) = (nodes, buffers);

    public static BatchLayout Of(Schema schema)
    {
        var nodes = new int[schema.FieldsList.Count + 1];
        var buffers = new int[nodes.Length];
        for (var i = 1; i < nodes.Length; i++)
        {
            (nodes[i], buffers[i]) = (nodes[i - 1], buffers[i - 1]);
            Count(schema.FieldsList[i - 1].DataType, ref nodes[i], ref buffers[i]);
        }

        return new BatchLayout(nodes, buffers);
    }

    /// <summary>The first field node of a column, or behind all of them.</summary>
    public int NodeOf(int column) => _nodes[column];

    /// <summary>The first buffer of a column, or behind all of them.</summary>
    public int BufferOf(int column) => _buffers[column];

    /// <summary>Whether a batch has as many nodes and buffers; batches of old formats, and those with views, may have more.</summary>
    public bool Fits(in IpcMessageHead batch) => batch.NodeCount == _nodes[^1] && batch.BufferCount == _buffers[^1];

    private static void Count(IArrowType type, ref int nodes, ref int buffers)
    {
        nodes++;
        buffers += type switch
        {
            NullType or RunEndEncodedType => 0,
            StructType or FixedSizeListType or UnionType { Mode: UnionMode.Sparse } => 1,
            StringType or BinaryType or LargeStringType or LargeBinaryType or ListViewType or LargeListViewType => 3,
            _ => 2,
        };
        if (type is NestedType nested)
        {
            foreach (var field in nested.Fields)
            {
                Count(field.DataType, ref nodes, ref buffers);
            }
        }
    }
}
