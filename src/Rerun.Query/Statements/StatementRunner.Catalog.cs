using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Statements;

/// <content>Statements that change the catalog.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> CreateDatasetAsync(CreateDatasetStatement create, CancellationToken cancellationToken)
    {
        string name = string.Join('.', create.Name.Parts.Select(part => part.Text));
        try
        {
            await Engine.Catalog.CreateDatasetAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RerunAlreadyExistsException) when (create.IfNotExists)
        {
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw NewContext(cancellationToken).Located(error, create.Name);
        }

        return TextRows.Done(0);
    }

    private async ValueTask<QueryResult> CallAsync(CallStatement call, CancellationToken cancellationToken)
    {
        BindingContext context = NewContext(cancellationToken);
        if (!call.Name.Last.Text.Equals("register", StringComparison.OrdinalIgnoreCase))
        {
            throw context.Error(RerunErrorCode.NotSupported, call.Name, $"The procedure {context.TextOf(call.Name)} is not supported.");
        }

        ProcedureArguments arguments = new(context, call, ["dataset", "url", "layer", "timeout_secs"]);
        string datasetName = arguments.RequiredText("dataset");
        string url = arguments.RequiredText("url");
        string layer = arguments.Text("layer") ?? "base";
        IReadOnlyList<EntryDetails> entries = await Engine.Catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false);
        EntryDetails dataset = entries.FirstOrDefault(entry => entry.Name == datasetName && entry.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset)
            ?? throw context.Error(RerunErrorCode.NotFound, call, $"There is no dataset '{datasetName}'.{Suggest(datasetName, entries)}");
        try
        {
            IReadOnlyList<RegisteredRecording> registered =
                await Engine.Catalog.RegisterAsync(dataset.Id, [new RecordingSource(url, layer)], cancellationToken: cancellationToken).ConfigureAwait(false);
            return TextRows.Of("partition_id", registered.Select(recording => recording.PartitionId));
        }
        catch (RerunException error) when (error is { Position: 0, FileName: null })
        {
            throw context.Located(error, call);
        }
    }

    private static string Suggest(string name, IReadOnlyList<EntryDetails> entries) =>
        NearestName.Of(name, entries.Select(entry => entry.Name)) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
