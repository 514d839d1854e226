using CrmPlatform.Notifications.Mailing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Notifications.Features.Mail;

/// <summary>The names that <c>MailRequested</c> may give.</summary>
public sealed record MailTemplatesView(IReadOnlyList<string> Items);

internal static class ListTemplates
{
    public static Ok<MailTemplatesView> Handle(MailTemplates templates) => TypedResults.Ok(new MailTemplatesView(templates.Names));
}
