using System.Globalization;
using CrmPlatform.Identity.Pages;
using Microsoft.AspNetCore;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace CrmPlatform.Identity.Protocol;

/// <summary>
/// A person was sent here with a request that cannot be answered by sending them back: they get a page in their language instead of
/// a line of plain text.
/// </summary>
internal sealed class ShowTrouble<TContext> : IOpenIddictServerHandler<TContext> where TContext : OpenIddictServerEvents.BaseRequestContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor
        .CreateBuilder<TContext>()
        .UseSingletonHandler<ShowTrouble<TContext>>()
        .SetOrder(OpenIddictServerAspNetCoreHandlers.ProcessLocalErrorResponse<TContext>.Descriptor.Order - 500)
        .Build();

    public async ValueTask HandleAsync(TContext context)
    {
        if (context.Transaction.Response is not { Error: { Length: > 0 } error } response) return;
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var sentence = string.Format(CultureInfo.InvariantCulture, Words.WrongRequest.In(PageLanguage.Of(http)), response.ErrorDescription ?? error);
        var body = Html.Of($"""<p class="wrong" role="alert">{sentence}</p><p class="hint">{error}</p>""");
        await new Page(http, Words.Trouble, body, StatusCodes.Status400BadRequest).ExecuteAsync(http);
        context.HandleRequest();
    }
}
