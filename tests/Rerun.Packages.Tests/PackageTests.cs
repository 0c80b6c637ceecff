using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;
using Rerun.Testing;

namespace Rerun.Packages;

/// <summary>The packages as a user gets them: what is in them, and that they install and work in a project that knows nothing of this repository.</summary>
public sealed class PackageTests(PackedPackages packed) : IClassFixture<PackedPackages>
{
    private const string Program = """
        using Rerun.Data;
        using Rerun.Data.Linq;

        await using var source = RerunDataSource.Create($"Data Source={args[0]}");
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand("SELECT count(*) FROM drives.log_time WHERE \"/drive/speed:Scalars:scalars\"[1] > @least");
        command.Parameters.AddWithValue("least", 2.0);
        Console.WriteLine($"ADO.NET {await command.ExecuteScalarAsync()}");
        Console.WriteLine($"LINQ {connection.Dataset("drives").Index<Sample>("log_time").Count(sample => sample.Speed > 2)}");

        sealed class Sample
        {
            [RerunColumn("/drive/speed:Scalars:scalars")]
            public double? Speed { get; set; }
        }
        """;

    [Fact]
    public void Every_package_tells_what_it_is_and_under_which_licence()
    {
        foreach (var id in PackedPackages.Libraries.Append(PackedPackages.Tool))
        {
            using var package = packed.Open(id);
            var metadata = Metadata(package);
            var space = metadata.Name.Namespace;
            Assert.Equal(id, metadata.Element(space + "id")!.Value);
            Assert.Equal("MIT", metadata.Element(space + "license")!.Value);
            Assert.Equal("expression", metadata.Element(space + "license")!.Attribute("type")!.Value);
            Assert.InRange(metadata.Element(space + "description")!.Value.Length, 20, 300);
            Assert.NotEqual("Package Description", metadata.Element(space + "description")!.Value);
            Assert.Contains("rerun", metadata.Element(space + "tags")!.Value, StringComparison.Ordinal);
            Assert.Null(metadata.Element(space + "repository"));
            Assert.Contains(id, Text(package, metadata.Element(space + "readme")!.Value), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_library_has_its_documentation_and_its_symbols_with_the_sources_in_them()
    {
        foreach (var id in PackedPackages.Libraries)
        {
            using var package = packed.Open(id);
            Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).Order());
            Assert.Contains("<summary>", Text(package, $"lib/net10.0/{id}.xml"), StringComparison.Ordinal);

            using var symbols = packed.Open(id, "snupkg");
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(symbols, $"lib/net10.0/{id}.pdb")));
            var reader = provider.GetMetadataReader();
            var sources = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                .Where(information => reader.GetGuid(information.Kind) == EmbeddedSource)
                .Select(information => information.Parent).ToHashSet();
            Assert.All(reader.Documents, document => Assert.Contains(document, sources));
        }
    }

    [Fact]
    public void No_package_names_the_machine_that_made_it()
    {
        string[] places = [SharedData.RepositoryRoot, Path.GetDirectoryName(packed.Source)!];
        byte[][] forms = [.. places.SelectMany(place => new[] { Encoding.UTF8.GetBytes(place), Encoding.Unicode.GetBytes(place) })];
        foreach (var id in PackedPackages.Libraries.Append(PackedPackages.Tool))
        {
            foreach (var extension in new[] { "nupkg", "snupkg" })
            {
                using var package = packed.Open(id, extension);
                foreach (var entry in package.Entries)
                {
                    var bytes = Bytes(package, entry.FullName);
                    Assert.All(forms, form => Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"{id}.{extension}: {entry.FullName} names {places[0]} or the folder it was packed in."));
                }
            }
        }
    }

    [Fact]
    public void Dependencies_have_versions_and_those_of_one_release_exactly_its_own()
    {
        foreach (var id in PackedPackages.Libraries)
        {
            using var package = packed.Open(id);
            foreach (var dependency in Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency"))
            {
                var version = dependency.Attribute("version")!.Value;
                Assert.DoesNotContain('*', version);
                Assert.Equal(dependency.Attribute("id")!.Value.StartsWith("Rerun.", StringComparison.Ordinal), version == $"[{packed.Version}]");
            }
        }
    }

    [Fact]
    public async Task A_project_outside_installs_them_and_queries_by_ADO_NET_and_LINQ()
    {
        var folder = packed.Folder("consumer");
        packed.WriteNuGetSettings(folder);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Rerun.Data.Linq" Version="{packed.Version}" />
              </ItemGroup>
            </Project>
            """);
        var output = await DotnetCommand.RunAsync(folder, packed.OwnPackages, "run", "--", SharedData.SampleDrives);
        var counts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToArray();
        Assert.Equal(["ADO.NET", "LINQ"], counts.Select(line => line[0]));
        Assert.True(long.Parse(counts[0][1], null) > 0);
        Assert.Equal(counts[0][1], counts[1][1]);
    }

    [Fact]
    public async Task The_tool_installs_and_runs()
    {
        var folder = packed.Folder("tool");
        var settings = packed.WriteNuGetSettings(folder, isLocalOnly: true);
        await DotnetCommand.RunAsync(
            folder, packed.OwnPackages, "tool", "install", PackedPackages.Tool, "--version", packed.Version, "--tool-path", folder, "--configfile", settings);
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{PackedPackages.Tool}.exe" : PackedPackages.Tool);
        (string, string)[] host = Path.GetDirectoryName(DotnetCommand.Host) is { Length: > 0 } root ? [("DOTNET_ROOT", root)] : [];
        var output = await DotnetCommand.RunAsync(
            program, folder, host, "query", "-d", SharedData.SampleDrives, "-f", "csv", "SELECT count(DISTINCT rerun_partition_id) AS drives FROM drives.log_time");
        Assert.Equal(["drives", "12"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
    }

    // The kind of custom debug information that holds a document's source, by the portable PDB format.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static XElement Metadata(ZipArchive package)
    {
        using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().First();
    }

    private static string Text(ZipArchive package, string path) => Encoding.UTF8.GetString(Bytes(package, path));

    private static byte[] Bytes(ZipArchive package, string path)
    {
        using var entry = package.GetEntry(path)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }
}
