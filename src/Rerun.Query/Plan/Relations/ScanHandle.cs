namespace Rerun.Query.Plan.Relations;

/// <summary>Ties columns that are fetched late to the scan whose rows they belong to, so that both look at one state of the dataset; equal only to itself.</summary>
internal sealed class ScanHandle;
