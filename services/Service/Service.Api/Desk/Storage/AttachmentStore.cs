using CrmPlatform.ServiceDefaults.Files;

namespace CrmPlatform.Service.Desk.Storage;

/// <summary>S9: where the content of attachments lies, by names of our own. A store that does not answer throws <see cref="HttpRequestException"/>.</summary>
internal interface IAttachmentStore
{
    /// <summary>The file is there, whole, when this returns; before that there is none of that name.</summary>
    Task WriteAsync(string name, Stream content, CancellationToken cancellationToken);

    Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Also where there is none.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

/// <summary>Beside the service's other files, in its folder or on a volume that replicas share.</summary>
internal sealed class DiskAttachmentStore(IFileStore files) : IAttachmentStore
{
    public Task WriteAsync(string name, Stream content, CancellationToken cancellationToken) => files.WriteAsync(name, content, cancellationToken);

    public Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(files.OpenRead(name));

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (files.Exists(name)) files.Delete(name);
        return Task.CompletedTask;
    }
}
