namespace Rerun.Catalog;

/// <summary>An index for equality with a value. The wire knows it; the official client has no method for it.</summary>
public sealed record BTreeIndexProperties : IndexProperties;
