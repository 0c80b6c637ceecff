namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The message Tuid: an id as two numbers, both needed.</summary>
internal static class TuidMessage
{
    public static Tuid Read(ProtobufReader reader)
    {
        ulong? time = null;
        ulong? counter = null;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    time = reader.ReadFixed64();
                    break;
                case 2:
                    counter = reader.ReadFixed64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Tuid(time ?? throw reader.Fault("lacks the expected field time_ns"), counter ?? throw reader.Fault("lacks the expected field inc"));
    }
}
