using Rerun.Arrow.Ipc;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Tests.Ipc;

public class HostileSchemaTests
{
    [Fact]
    public void A_schema_that_refers_to_one_field_twice_at_each_depth_is_refused_at_once()
    {
        var error = Assert.Throws<ArrowFormatException>(() => ArrowStreamReader.ReadSchema(Message(40, 2)));
        Assert.Contains("more tables than it has room for", error.Message);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(70, false)]
    public void Nesting_is_bounded(int depth, bool allowed)
    {
        if (allowed)
        {
            Assert.Single(ArrowStreamReader.ReadSchema(Message(depth, 1)).Schema.FieldsList);
        }
        else
        {
            Assert.Contains("deep", Assert.Throws<ArrowFormatException>(() => ArrowStreamReader.ReadSchema(Message(depth, 1))).Message);
        }
    }

    [Fact]
    public void Big_endian_data_is_refused_by_name()
    {
        var builder = new FlatBuilder();
        builder.StartTable();
        builder.Add(0, (short)1);

        Assert.Contains("big-endian", Assert.Throws<ArrowFormatException>(() => ArrowStreamReader.ReadSchema(Wrap(builder, builder.EndTable()))).Message);
    }

    // Structs within structs; each refers to the same child so many times.
    private static byte[] Message(int depth, int times)
    {
        var builder = new FlatBuilder();
        int[] children = [];
        for (var i = 0; i < depth; i++)
        {
            var vector = builder.Tables(children);
            builder.StartTable();
            var type = builder.EndTable();
            builder.StartTable();
            builder.AddReference(3, type);
            builder.AddReference(5, vector);
            builder.Add(2, (byte)13);
            children = [.. Enumerable.Repeat(builder.EndTable(), times)];
        }

        var fields = builder.Tables(children.AsSpan(0, 1));
        builder.StartTable();
        builder.AddReference(1, fields);
        return Wrap(builder, builder.EndTable());
    }

    private static byte[] Wrap(FlatBuilder builder, int schema) => EncodedMessage.Create(builder, IpcMessageKind.Schema, schema, 0, [], 0).Head;
}
