using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;

namespace CrmPlatform.Testing;

/// <summary>A container engine that is asked for an image. Nobody waits for one that has fallen silent.</summary>
/// <param name="client">Speaks to it; disposed with this.</param>
/// <param name="patience">The longest it may say nothing.</param>
public sealed class ContainerEngine(DockerClient client, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The one that Testcontainers uses; null where none answers.</summary>
    public static async Task<ContainerEngine?> FindAsync()
    {
        try
        {
            // It tries every place where an engine may listen, and none of them is given a time.
            var found = await Task.Run(() => TestcontainersSettings.OS.DockerEndpointAuthConfig).WaitAsync(Patience);
            return found is null ? null : new ContainerEngine(found.GetDockerClientBuilder(Guid.NewGuid()).Build(), Patience);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Null when the engine has the image, perhaps only since it was asked; else what it says for not having it.</summary>
    public async Task<string?> LacksAsync(string image)
    {
        using var silence = new CancellationTokenSource(patience);
        var refusal = "it was pulled and is not there";
        try
        {
            if (await HasAsync(image, silence.Token)) return null;
            await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image }, null, new Listener(said =>
            {
                silence.CancelAfter(patience);
                refusal = said.Error?.Message ?? refusal;
            }), silence.Token);
            return await HasAsync(image, silence.Token) ? null : refusal;
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            return $"it said nothing for {patience.TotalSeconds:0.#} s";
        }
        catch (Exception failure) when (failure is DockerApiException or HttpRequestException or IOException or TimeoutException)
        {
            return failure.Message;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<bool> HasAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            await client.Images.InspectImageAsync(image, cancellationToken);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Hears at once, where <see cref="Progress{T}"/> would hear some time later.</summary>
    private sealed class Listener(Action<JSONMessage> hear) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => hear(value);
    }
}
