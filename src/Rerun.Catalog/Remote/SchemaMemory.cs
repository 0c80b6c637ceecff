using System.Collections.Concurrent;
using Google.Protobuf;
using Rerun.Catalog.Remote.Messages;
using Schema = Rerun.Arrow.Schema;

namespace Rerun.Catalog.Remote;

/// <summary>The last schema of each dataset: as long as a server answers with the same bytes, what was made of the schema stays good.</summary>
internal sealed class SchemaMemory
{
    private readonly ConcurrentDictionary<Tuid, (ByteString Bytes, Schema Schema)> _known = new();

    public Schema Read(Tuid dataset, Wire.Schema? answer)
    {
        if (answer is { HasArrowSchema: true } && _known.TryGetValue(dataset, out var known) && known.Bytes.Equals(answer.ArrowSchema))
        {
            return known.Schema;
        }

        var schema = DataframeParts.ReadSchema(answer);
        _known[dataset] = (answer!.ArrowSchema, schema);
        return schema;
    }
}
