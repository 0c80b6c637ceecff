using Rerun.Arrow;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Tests.Recordings;

/// <summary>Whether chunks are the same in all that they hold.</summary>
internal static class ChunkEquality
{
    public static void RequireEqual(Chunk expected, Chunk actual)
    {
        Assert.Equal(expected.Id, actual.Id);
        Assert.Equal(expected.EntityPath, actual.EntityPath);
        Assert.True(ArrayComparer.Equals(expected.RowIdColumn, actual.RowIdColumn));
        Assert.Equal(
            expected.Timelines.Select(timeline => (timeline.Name, timeline.Kind, timeline.IsSorted)),
            actual.Timelines.Select(timeline => (timeline.Name, timeline.Kind, timeline.IsSorted)));
        Assert.All(expected.Timelines.Zip(actual.Timelines), pair => Assert.True(pair.First.Times.SequenceEqual(pair.Second.Times)));
        Assert.Equal(expected.Components.Select(component => component.Descriptor), actual.Components.Select(component => component.Descriptor));
        Assert.All(
            expected.Components.Zip(actual.Components),
            pair => Assert.True(ArrayComparer.Equals(pair.First.Values, pair.Second.Values), pair.First.Descriptor.Component));
    }
}
