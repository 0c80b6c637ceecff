namespace Rerun.Data.Linq;

/// <summary>Maps a property, field or constructor parameter to the id of the partition that a row belongs to.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class RerunPartitionAttribute : Attribute;
