namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The message StoreId. Releases before 0.25 write it without the application.</summary>
/// <param name="Kind">Recording or blueprint.</param>
/// <param name="RecordingId">The recording's id.</param>
/// <param name="ApplicationId">The application's, or null.</param>
internal readonly record struct StoreIdMessage(RrdStoreKind Kind, string RecordingId, string? ApplicationId)
{
    public static StoreIdMessage Read(ProtobufReader reader)
    {
        var kind = RrdStoreKind.Recording;
        var recording = "";
        string? application = null;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    kind = reader.ReadVarint() switch
                    {
                        0 or 1 => RrdStoreKind.Recording,
                        2 => RrdStoreKind.Blueprint,
                        var other => throw reader.Fault($"has the unknown store kind {other}, expected 1 (recording) or 2 (blueprint)"),
                    };
                    break;
                case 2:
                    recording = reader.ReadString();
                    break;
                case 3:
                    application = ReadApplicationId(reader.ReadMessage("ApplicationId"));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new StoreIdMessage(kind, recording, application);
    }

    public static string ReadApplicationId(ProtobufReader reader)
    {
        var id = "";
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                id = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        return id;
    }
}
