using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>The forms in which a view's contents are given: a filter, a dictionary, a dictionary as JSON text.</summary>
public sealed class ViewContentsTests
{
    [Fact]
    public void A_filter_takes_all_components_of_its_entities()
    {
        ViewContents contents = "/world/** -/world/roads";
        Assert.True(contents.Contains(EntityPath.Parse("/world/car"), "Points3D:positions"));
        Assert.True(contents.Contains(EntityPath.Parse("/world/car")));
        Assert.False(contents.Contains(EntityPath.Parse("/world/roads"), "Points3D:positions"));
        Assert.False(contents.Contains(EntityPath.Parse("/other")));
    }

    [Theory]
    [InlineData("""{"/a": ["P", "Q"], "/b/**": "P"}""")]
    [InlineData("""  { "/a" : [ "P" , "Q" ] , "/b/**" : [ "P" ] }""")]
    public void A_dictionary_names_the_components_of_each_filter(string text)
    {
        var contents = ViewContents.Parse(text);
        Assert.Equal(ViewContents.FromDictionary(new Dictionary<string, string[]> { ["/a"] = ["P", "Q"], ["/b/**"] = ["P"] }), contents);
        Assert.True(contents.Contains(EntityPath.Parse("/a"), "P"));
        Assert.True(contents.Contains(EntityPath.Parse("/a"), "Q"));
        Assert.True(contents.Contains(EntityPath.Parse("/b/c"), "P"));
        Assert.False(contents.Contains(EntityPath.Parse("/b/c"), "Q"));
        Assert.False(contents.Contains(EntityPath.Parse("/a/b"), "P"));
    }

    [Fact]
    public void Components_are_compared_as_a_whole()
    {
        var contents = ViewContents.Parse("""{"/a": "Points3D:positions"}""");
        Assert.True(contents.Contains(EntityPath.Parse("/a"), "Points3D:positions"));
        Assert.False(contents.Contains(EntityPath.Parse("/a"), "positions"));
        Assert.False(contents.Contains(EntityPath.Parse("/a"), "points3d:positions"));
    }

    [Fact]
    public void Of_several_filters_that_match_the_last_replaces_the_components()
    {
        var contents = ViewContents.Parse("""{"/**": ["P", "Q"], "/a/**": "C", "/a/b -/x": []}""");
        Assert.True(contents.Contains(EntityPath.Parse("/c"), "P"));
        Assert.True(contents.Contains(EntityPath.Parse("/a"), "C"));
        Assert.False(contents.Contains(EntityPath.Parse("/a"), "P"));
        Assert.True(contents.Contains(EntityPath.Parse("/a/b")));
        Assert.False(contents.Contains(EntityPath.Parse("/a/b"), "C"));
    }

    [Fact]
    public void Nothing_selects_nothing()
    {
        foreach (var contents in new[] { "", "   ", "{}" }.Select(ViewContents.Parse))
        {
            Assert.False(contents.Contains(EntityPath.Parse("/")));
            Assert.False(contents.Contains(EntityPath.Parse("/a"), "P"));
        }
    }

    [Theory]
    [InlineData("""{"/a": 1}""", "/a")]
    [InlineData("""{"/a": null}""", "/a")]
    [InlineData("""{"/a": ["P", 2]}""", "/a")]
    [InlineData("""{"/a": {"P": true}}""", "/a")]
    [InlineData("""{"/a": "P" """, "JSON")]
    [InlineData("{/a}", "JSON")]
    public void Other_values_and_broken_json_are_refused(string text, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => ViewContents.Parse(text)).Message);

    [Theory]
    [InlineData("/a/** -/a/b")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"/a":["P","é\"q"],"/b/**":[]}""")]
    public void Printed_contents_read_back_equal(string text)
    {
        var contents = ViewContents.Parse(text);
        Assert.Equal(text, contents.ToString());
        Assert.Equal(contents, ViewContents.Parse(contents.ToString()));
        Assert.Equal(contents.GetHashCode(), ViewContents.Parse(text).GetHashCode());
        Assert.NotEqual(contents, ViewContents.Parse("/other"));
    }

    [Fact]
    public void A_filter_that_looks_like_json_stays_a_filter()
    {
        var contents = ViewContents.ParseFilter("{odd}");
        Assert.True(contents.Contains(EntityPath.Parse("/{odd}")));
        Assert.True(ViewContents.Parse(contents.ToString()).Contains(EntityPath.Parse("/{odd}")));
    }
}
