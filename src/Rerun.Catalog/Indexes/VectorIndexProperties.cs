namespace Rerun.Catalog;

/// <summary>An index of vectors.</summary>
/// <param name="NumSubVectors">Into how many parts a vector is split for compression.</param>
/// <param name="DistanceMetric">How far two vectors are apart.</param>
/// <param name="TargetPartitionNumRows">About how many rows a part of the index holds, or null for the server's choice.</param>
/// <param name="NumPartitions">How many parts the index has, or null; only servers before 0.28 know it.</param>
public sealed record VectorIndexProperties(
    int NumSubVectors = 16,
    VectorDistanceMetric DistanceMetric = VectorDistanceMetric.Cosine,
    int? TargetPartitionNumRows = null,
    int? NumPartitions = null) : IndexProperties;
