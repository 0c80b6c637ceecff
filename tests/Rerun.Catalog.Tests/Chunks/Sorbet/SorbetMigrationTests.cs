using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Tests.Chunks.Sorbet;

public class SorbetMigrationTests
{
    [Theory]
    [InlineData("Position3D", "rerun.components.Position3D", "rerun.archetypes.Points3D", "positions", "Points3D:positions", "rerun.archetypes.Points3D", "rerun.components.Position3D")]
    [InlineData("level", "level", null, null, "level", null, null)]
    [InlineData("x", "C", null, "fld", "fld", null, "C")]
    [InlineData("x", "rerun.components.Q", "my.Arch", null, "rerun.components.Q", "my.Arch", "rerun.components.Q")]
    [InlineData("x", "C", "rerun.blueprint.archetypes.Foo", "fld", "Foo:fld", "rerun.blueprint.archetypes.Foo", "C")]
    [InlineData("x", "C", "rerun.archetypes.SeriesPoint", "marker_size", "SeriesPoints:marker_sizes", "rerun.archetypes.SeriesPoints", "C")]
    [InlineData("x", "C", "rerun.archetypes.Scalar", "scalar", "Scalars:scalars", "rerun.archetypes.Scalars", "C")]
    [InlineData("FooIndicator", "my.FooIndicator", null, null, "my.FooIndicator", null, null)]
    [InlineData("x", "my.FooIndicator", "rerun.archetypes.Foo", null, "my.FooIndicator", null, null)]
    [InlineData("x", null, null, null, null, null, null)]
    public void Descriptors_of_0_23_become_those_of_today(
        string name, string? component, string? archetype, string? field, string? newComponent, string? newArchetype, string? newType)
    {
        var draft = Migrate([("rerun.id", "1")], Column(name, ("rerun.kind", "data"), ("rerun.component", component), ("rerun.archetype", archetype), ("rerun.archetype_field", field)));
        var column = Assert.Single(draft.Columns);
        Assert.Equal((newComponent, newArchetype, newType), (column[SorbetKeys.Component], column[SorbetKeys.Archetype], column[SorbetKeys.ComponentType]));
        Assert.Equal("data", column[SorbetKeys.Kind]);
        Assert.DoesNotContain(column.Metadata.Keys, key => key.StartsWith("rerun."));
        Assert.Equal("0.1.1", draft.Metadata[SorbetKeys.Version]);
        Assert.Equal("1", draft.Metadata[SorbetKeys.Id]);
    }

    [Theory]
    [InlineData("x", "rerun.components.Points3DIndicator")]
    [InlineData("BarIndicator", null)]
    [InlineData("rerun.components.BarIndicator", null)]
    public void Indicators_go(string name, string? component) =>
        Assert.Empty(Migrate([("rerun.id", "1")], Column(name, ("rerun.component", component))).Columns);

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    public void The_indicator_flag_counts_before_the_name(string flag, int columns) =>
        Assert.Equal(columns, Migrate([(SorbetKeys.Version, "0.1.0")], Column("x", (SorbetKeys.IsIndicator, flag), (SorbetKeys.Component, "rerun.components.XIndicator"))).Columns.Count);

    [Fact]
    public void Schemas_of_today_stay_as_they_are()
    {
        foreach (var version in (string[])["0.1.1", "0.1.4", "9.9.9", "about one"])
        {
            var draft = Migrate([(SorbetKeys.Version, version)], Column("rerun.components.XIndicator", (SorbetKeys.Component, "rerun.components.XIndicator"), ("rerun.odd", "kept")));
            Assert.Equal("kept", Assert.Single(draft.Columns)["rerun.odd"]);
            Assert.Equal(version is "9.9.9" or "about one" ? 1 : 0, draft.Warnings.Count);
        }
    }

    [Fact]
    public void Columns_of_old_are_put_in_order_and_the_recordings_own_properties_move_up()
    {
        var draft = Migrate(
            [("rerun.id", "1"), ("rerun.version", "1"), ("rerun.entity_path", "/__properties/recording")],
            Column("c", ("rerun.component", "RecordingProperties"), ("rerun.kind", "data")),
            Column("t", ("rerun.kind", "time"), ("rerun.index_name", "frame"), ("rerun.is_sorted", "true")),
            Column("r", ("rerun.kind", "control")));
        Assert.Equal(["r", "t", "c"], draft.Columns.Select(column => column.Name));
        Assert.Equal([2, 1, 0], draft.Columns.Select(column => column.Position));
        Assert.Equal("/__properties", draft.Metadata[SorbetKeys.EntityPath]);
        Assert.Equal("RecordingInfo", draft.Columns[2][SorbetKeys.Component]);
        Assert.Equal(("frame", "true"), (draft.Columns[1][SorbetKeys.IndexName], draft.Columns[1][SorbetKeys.IsSorted]));
        Assert.DoesNotContain("rerun:version", draft.Metadata.Keys);
    }

    [Theory]
    [InlineData("0.1.1", true)]
    [InlineData("1.20.300-alpha.1+dev", true)]
    [InlineData("0.1", false)]
    [InlineData("0.1.1.1", false)]
    [InlineData("a.b.c", false)]
    [InlineData("-1.0.0", false)]
    [InlineData("", false)]
    public void Versions_have_three_parts(string text, bool expected) => Assert.Equal(expected, SorbetVersion.TryParse(text, out _));

    private static Field Column(string name, params (string Key, string? Value)[] metadata) =>
        new(name, new ListType(Int64Type.Default), true, metadata.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)));

    private static SchemaDraft Migrate((string Key, string Value)[] metadata, params Field[] columns)
    {
        var draft = new SchemaDraft(new Schema(columns, metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))));
        SorbetMigrations.Apply(draft);
        return draft;
    }
}
