using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CrmPlatform.Notifications.Domain.Webhooks;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Sending;

/// <summary>Makes one attempt: CloudEvents body, Standard Webhooks headers, a fresh timestamp under the same id.</summary>
internal sealed class WebhookSender(IHttpClientFactory clients, SecretBox box, IOptions<WebhookOptions> options, TimeProvider time)
{
    public const string Client = "webhooks";
    private const int AnswerKept = 1000;

    public async Task<AttemptOutcome> SendAsync(WebhookSubscription subscription, WebhookEvent happened, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.Timeout);
        try
        {
            using var request = Request(subscription, happened, time.GetUtcNow());
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var answer = await ReadStartAsync(response.Content, patience.Token);
            var status = (int)response.StatusCode;
            var error = status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => "The receiver redirects elsewhere; redirects are not followed. Change the subscription's address.",
                _ => $"The receiver answered {status}.",
            };
            return new AttemptOutcome(status, error, answer, watch.Elapsed);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AttemptOutcome(null, $"No answer within {options.Value.Timeout.TotalSeconds:0.#} s.", null, watch.Elapsed);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var cause = failure.InnerException is PrivateAddressException refused ? refused : failure;
            return new AttemptOutcome(null, Short(cause.Message), null, watch.Elapsed);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return new AttemptOutcome(null, "The signing secret cannot be read with the present data-protection keys; rotate it.", null, watch.Elapsed);
        }
    }

    private HttpRequestMessage Request(WebhookSubscription subscription, WebhookEvent happened, DateTimeOffset now)
    {
        var id = happened.EventId.ToString();
        var body = CloudEvent.Of(happened);
        var signatures = string.Join(' ', subscription.LiveSecrets(now).Select(secret => box.Open(secret).Sign(id, now, body)));
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url)
        {
            Content = new StringContent(body, Encoding.UTF8),
            Headers = { { "webhook-id", id }, { "webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) }, { "webhook-signature", signatures } },
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.ContentType, "utf-8");
        return request;
    }

    // A receiver that answers without end costs a thousand bytes.
    private static async Task<string?> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[AnswerKept];
        var length = await (await content.ReadAsStreamAsync(cancellationToken)).ReadAtLeastAsync(buffer, AnswerKept, throwOnEndOfStream: false, cancellationToken);
        return length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, length).Replace("\0", "", StringComparison.Ordinal);
    }

    private static string Short(string message) => message.Length > 500 ? message[..500] : message;
}
