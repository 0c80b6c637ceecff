using Rerun.Server.Grpc;
using Rerun.Server.Hosting;

namespace Rerun.Server.Tests.Hosting;

public sealed class AllowedRootsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-roots-").FullName;
    private readonly string _root;

    public AllowedRootsTests()
    {
        _root = Path.Combine(_folder, "root");
        Create("root", "inner");
        Create("root-beside");
        Create("secret");
        File.WriteAllText(Path.Combine(_folder, "secret", "a.rrd"), "");
        File.CreateSymbolicLink(Path.Combine(_root, "inner", "link.rrd"), "../../secret/a.rrd");
        File.CreateSymbolicLink(Path.Combine(_root, "out"), Path.Combine(_folder, "secret"));
        File.CreateSymbolicLink(Path.Combine(_root, "in"), "inner");
        File.CreateSymbolicLink(Path.Combine(_root, "circle"), "circle");
        File.CreateSymbolicLink(Path.Combine(_folder, "way"), _root);
    }

    [Theory]
    [InlineData("root", true)]
    [InlineData("root/", true)]
    [InlineData("root/x.rrd", true)]
    [InlineData("root/no/such/folder/x.rrd", true)]
    [InlineData("root/inner/../x.rrd", true)]
    [InlineData("root/in/x.rrd", true)]
    [InlineData("way/x.rrd", true)]
    [InlineData("root%2Fx.rrd", true)]
    [InlineData("root/../secret/a.rrd", false)]
    [InlineData("root/%2E%2E/secret/a.rrd", false)]
    [InlineData("root/..%2Fsecret/a.rrd", false)]
    [InlineData("root/inner/link.rrd", false)]
    [InlineData("root/in/link.rrd", false)]
    [InlineData("root/out/new.rrd", false)]
    [InlineData("root/out/../x.rrd", true)]
    [InlineData("way/out/a.rrd", false)]
    [InlineData("root/circle/x", false)]
    [InlineData("root-beside/x.rrd", false)]
    [InlineData("secret/a.rrd", false)]
    [InlineData("", false)]
    public void What_counts_is_where_a_path_leads(string path, bool isAllowed) => Check($"file://{_folder}/{path}", isAllowed);

    [Theory]
    [InlineData("{0}/root/x.rrd")]
    [InlineData("file:{0}/root/x.rrd")]
    [InlineData("file://elsewhere{0}/root/x.rrd")]
    [InlineData("file://")]
    [InlineData("s3://bucket/x.rrd")]
    [InlineData("file://{0}/root/%00")]
    public void Only_file_URLs_of_this_machine_pass(string url) =>
        Check(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, _folder), isAllowed: false);

    [Fact]
    public void A_folder_passes_if_nothing_in_it_leads_out()
    {
        var roots = new AllowedRoots([_root]);
        Assert.Throws<GrpcException>(() => roots.RequireTree($"file://{_root}/inner"));
        Assert.Throws<GrpcException>(() => roots.RequireTree($"file://{_root}"));
        File.Delete(Path.Combine(_root, "inner", "link.rrd"));
        roots.RequireTree($"file://{_root}/inner");
        File.CreateSymbolicLink(Path.Combine(_root, "inner", "round"), _root);
        Assert.Throws<GrpcException>(() => roots.RequireTree($"file://{_root}/inner"));
        Directory.Delete(Path.Combine(_root, "out"));
        File.Delete(Path.Combine(_root, "circle"));
        roots.RequireTree($"file://{_root}/inner");
    }

    [Fact]
    public void Without_roots_nothing_passes() => Assert.Throws<GrpcException>(() => new AllowedRoots([]).Require($"file://{_root}/x.rrd"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Create(params string[] parts) => Directory.CreateDirectory(Path.Combine([_folder, .. parts]));

    private void Check(string url, bool isAllowed)
    {
        var roots = new AllowedRoots([_root]);
        if (isAllowed)
        {
            roots.Require(url);
            return;
        }

        Assert.Equal(GrpcStatus.InvalidArgument, Assert.Throws<GrpcException>(() => roots.Require(url)).Status);
    }
}
