using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;

namespace Rerun.Query.Optimizer.Fetching;

/// <summary>Columns of one scan that are fetched above it. Immutable.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Dataset">Its dataset.</param>
/// <param name="Query">The view of these columns.</param>
/// <param name="Columns">Where the columns stand in the eager plan, in the order of the view's projection.</param>
/// <param name="Partition">The lean plan's column that tells the partition.</param>
/// <param name="Index">The lean plan's column that tells the index value.</param>
/// <param name="Pays">Whether rows are dropped or held between the scan and here.</param>
internal sealed record LateColumns(ScanHandle Scan, DatasetReference Dataset, DataframeQuery Query, PlanList<int> Columns, int Partition, int Index, bool Pays);
