namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The message SetStoreInfo, which announces a store.</summary>
internal static class SetStoreInfoMessage
{
    /// <summary>Reads the store that a message announces.</summary>
    /// <param name="message">The message's bytes.</param>
    public static RrdStore Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message, "SetStoreInfo");
        var rowIdSeen = false;
        RrdStore? store = null;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    TuidMessage.Read(reader.ReadMessage("SetStoreInfo.row_id"));
                    rowIdSeen = true;
                    break;
                case 2:
                    store = ReadStoreInfo(reader.ReadMessage("StoreInfo"));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return rowIdSeen ? store ?? throw reader.Fault("lacks the expected field info") : throw reader.Fault("lacks the expected field row_id");
    }

    private static RrdStore ReadStoreInfo(ProtobufReader reader)
    {
        StoreIdMessage? id = null;
        string? application = null;
        var sourceSeen = false;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    application = StoreIdMessage.ReadApplicationId(reader.ReadMessage("ApplicationId"));
                    break;
                case 2:
                    id = StoreIdMessage.Read(reader.ReadMessage("StoreId"));
                    break;
                case 5:
                    reader.ReadBytes();
                    sourceSeen = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (id is not { } known)
        {
            throw reader.Fault("lacks the expected field store_id");
        }

        if (!sourceSeen)
        {
            throw reader.Fault("lacks the expected field store_source");
        }

        return new RrdStore(
            known.Kind, known.ApplicationId ?? application ?? throw reader.Fault("lacks the expected application id"), known.RecordingId);
    }
}
