using Google.Protobuf;
using Google.Protobuf.Reflection;
using Rerun.Arrow;
using Rerun.Catalog.Remote;
using Rerun.Catalog.Remote.Messages;
using Rerun.Testing;
using Messages = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Tests.Remote.Recorded;

/// <summary>The calls between the official clients and servers: the client must understand every answer, and ask as the official clients do.</summary>
public class RecordedCallTests
{
    [SharedTheory("golden/wire")]
    [InlineData("0.27.3", 55)]
    [InlineData("0.33.1", 55)]
    [InlineData("0.41.0", 55)]
    public async Task Answers_are_understood_and_requests_are_the_official_clients(string release, int least)
    {
        await using var server = await ReplayServer.StartAsync(release);
        var differences = new List<string>();
        var count = 0;
        foreach (var call in RecordedCall.Of(release).Where(call => ClientCalls.All.ContainsKey(call.Rpc) && call.Requests.Count == 1))
        {
            // A catalog for each call: what one has learned must not change what it asks next.
            server.Greet();
            await using var catalog = await RemoteCatalog.ConnectAsync(server.Url);
            server.PutUp(call);
            if (await DifferenceAsync(server, catalog, call) is { } difference)
            {
                differences.Add($"{call}: {difference}");
            }

            count++;
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
        Assert.InRange(count, least, 200);
    }

    private static async Task<string?> DifferenceAsync(ReplayServer server, RemoteCatalog catalog, RecordedCall call)
    {
        try
        {
            var rows = await ClientCalls.All[call.Rpc](catalog, call);
            if (call.Status != 0 && call.Rpc != "FindEntries")
            {
                return $"status {call.Status} became a result";
            }

            if (call.Rpc is not ("FetchChunks" or "FindEntries") && rows != call.Rows)
            {
                return $"{call.Rows} rows were sent, {rows} understood";
            }
        }
        catch (RerunNotFoundException) when (call is { Rpc: "QueryDataset", Status: 0, Rows: 0 })
        {
            // Newer servers list nothing of a partition that does not exist; for the client it is an error.
        }
        catch (RerunException fault) when (call.Status != 0)
        {
            if ((int?)fault.Status != call.Status || (call.Message.Length > 0 && !fault.Message.Contains(call.Message, StringComparison.Ordinal)))
            {
                return $"status {call.Status} ({call.Message}) became {fault.Status}: {fault.Message}";
            }
        }
        catch (Exception exception) when (exception is RerunException or FormatException or ArgumentException or NullReferenceException)
        {
            return exception.ToString();
        }

        // Who the chunks are is known from the list that came before; a client that leaves it out is asked nothing of.
        if (call.Rpc == "FetchChunks" && server.Sent.IsEmpty)
        {
            return null;
        }

        var sent = server.Sent.FirstOrDefault(sent => sent.Rpc == call.Rpc);
        if (sent.Messages is not [var message])
        {
            return $"{sent.Messages?.Count} messages were sent";
        }

        if (call.EntryId is not null && sent.EntryId != call.EntryId)
        {
            return $"the header named {sent.EntryId}, the official client's {call.EntryId}";
        }

        return RequestDifference(call, message);
    }

    private static string? RequestDifference(RecordedCall call, byte[] sent)
    {
        var parser = Parser(call.Rpc);
        var (ours, official) = (parser.ParseFrom(sent), parser.ParseFrom(call.Requests[0]));
        switch (ours)
        {
            // What is restricted here is a hint; every answer is filtered again. Times and entities are not restricted.
            case Messages.QueryDatasetRequest query:
                return Asked(query).SequenceEqual(Asked((Messages.QueryDatasetRequest)official)) ? null : $"{ours} instead of {official}";

            // One column suffices, and never compressed.
            case Messages.FetchChunksRequest fetch:
                return Keys(fetch).SequenceEqual(Keys((Messages.FetchChunksRequest)official)) ? null : "other keys were asked for";
            case Messages.ScanPartitionTableRequest or Messages.ScanSegmentTableRequest or Messages.ScanDatasetManifestRequest:
                return null;
            case Messages.FindEntriesRequest find:
                find.Filter.EntryKinds.Clear();
                ((Messages.FindEntriesRequest)official).Filter ??= new Messages.EntryFilter();
                ((Messages.FindEntriesRequest)official).Filter.EntryKinds.Clear();
                break;
            case Messages.CreateTableEntryRequest create:
                create.Schema = ((Messages.CreateTableEntryRequest)official).Schema;
                break;
        }

        return ours.Equals(official) ? null : $"{ours} instead of {official}";
    }

    private static MessageParser Parser(string rpc) =>
        new[] { Messages.EntriesReflection.Descriptor, Messages.DatasetsReflection.Descriptor, Messages.QueriesReflection.Descriptor, Messages.TablesReflection.Descriptor, Messages.IndexesReflection.Descriptor, Messages.ServerReflection.Descriptor }
            .SelectMany(file => file.MessageTypes).First((MessageDescriptor message) => message.Name == $"{rpc}Request").Parser;

    private static IEnumerable<string> Asked(Messages.QueryDatasetRequest query) =>
        query.PartitionIds.Select(id => id.Id).Concat(query.SegmentIds.Select(id => id.Id)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Keys(Messages.FetchChunksRequest fetch) =>
        fetch.ChunkInfos.SelectMany(part =>
        {
            var keys = (BinaryArray)DataframeParts.Read(part, 1 << 24).Column("chunk_key");
            return Enumerable.Range(0, keys.Length).Select(row => Convert.ToHexString(keys.GetBytes(row)));
        }).Order(StringComparer.Ordinal);
}
