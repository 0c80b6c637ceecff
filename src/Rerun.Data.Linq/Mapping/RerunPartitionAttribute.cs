namespace Rerun.Data.Linq;

/// <summary>Maps a property to the id of the partition that a row belongs to.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RerunPartitionAttribute : Attribute;
