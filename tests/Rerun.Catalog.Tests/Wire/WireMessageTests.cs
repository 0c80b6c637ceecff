using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Rerun.Catalog.Wire;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Wire;

public class WireMessageTests
{
    private static readonly Dictionary<string, MessageDescriptor> Messages =
        new[] { CommonReflection.Descriptor, LogMsgReflection.Descriptor, EntriesReflection.Descriptor, DatasetsReflection.Descriptor, QueriesReflection.Descriptor, TablesReflection.Descriptor, IndexesReflection.Descriptor, ServerReflection.Descriptor }
            .SelectMany(file => file.MessageTypes)
            .ToDictionary(message => message.FullName);

    [SharedTheory("golden/wire")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public void Recorded_calls_are_understood_to_the_last_field(string release)
    {
        var understood = 0;
        foreach (var path in Directory.GetFiles(SharedData.PathOf("golden", "wire", release), "*-*.json"))
        {
            using var call = JsonDocument.Parse(File.ReadAllBytes(path));
            var method = call.RootElement.GetProperty("path").GetString()!.Split('/')[^1];
            understood += Understand(method + "Request", call.RootElement.GetProperty("request"), path);
            understood += Understand(method + "Response", call.RootElement.GetProperty("response"), path);
        }

        Assert.InRange(understood, 50, int.MaxValue);
    }

    private static int Understand(string name, JsonElement side, string path)
    {
        if (!Messages.TryGetValue("rerun.cloud.v1alpha1." + name, out var message) || !side.TryGetProperty("messages", out var recorded))
        {
            // Uploads, assets and events are not spoken here.
            return 0;
        }

        var parser = message.Parser.WithDiscardUnknownFields(true);
        foreach (var text in recorded.EnumerateArray())
        {
            var bytes = text.GetBytesFromBase64();
            Assert.True(parser.ParseFrom(bytes).CalculateSize() == bytes.Length, $"{path}: {name} has fields that are not understood");
        }

        return recorded.GetArrayLength();
    }
}
