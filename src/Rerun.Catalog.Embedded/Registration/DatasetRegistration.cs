using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Tasks;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>Registers recordings in datasets of a catalogue: all that one call names, or nothing.</summary>
internal sealed class DatasetRegistration(CatalogueFile catalogue, RecordingLoader loader, TuidSequence ids, EmbeddedCatalogOptions options)
{
    private readonly LayerReading _reading = new(loader, options);
    private readonly CataloguePaths _paths = new(catalogue.Folder);

    /// <summary>Reads the recordings completely, then writes what is known of them in one transaction.</summary>
    /// <exception cref="RerunException">A recording cannot be read, holds nothing for the dataset, or is there already.</exception>
    public async Task<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        EmbeddedDataset dataset, IReadOnlyList<RecordingSource> sources, IfDuplicate ifDuplicate, CancellationToken cancellationToken)
    {
        var layers = await Task.Run(() => _reading.Read(SourceFile.Find(sources), dataset.StoreKind, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (layers.Count == 0)
        {
            return [];
        }

        var task = TaskRows.IdOf(ids.Next());
        var (id, name) = (dataset.Details.Id, dataset.Details.Name);
        await catalogue.WriteAsync(
            connection =>
            {
                EntryRows.RequireExists(connection, id);
                new LayerRows(connection, _paths, id, name).Add(layers, ifDuplicate);
                EntryRows.Touch(connection, id);
                TaskRows.InsertSuccess(connection, task);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return [.. layers.Select(layer => new RegisteredRecording(layer.Partition, layer.Name, FileUrls.Of(layer.File.Path), task))];
    }
}
