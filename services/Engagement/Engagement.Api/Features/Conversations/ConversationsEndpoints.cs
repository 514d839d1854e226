using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Conversations;

internal static class ConversationsEndpoints
{
    public static void MapConversations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/conversations").WithTags("Conversations").NameCustomers<ConversationView>();
        var read = group.MapGroup("").RequirePermission(Permissions.ActivitiesRead);
        read.MapGet("", BeginConversation.ListAsync).WithName("list-conversations").WithSummary("Guided calls, newest first.");
        read.MapGet("/{id:guid}", BeginConversation.OneAsync).WithName("get-conversation").WithSummary("One guided call with what to say and ask now.");
        read.MapGet("/{id:guid}/next-question", BeginConversation.NextAsync).WithName("next-question").WithSummary("The question to ask next.");

        var write = group.MapGroup("").RequirePermission(Permissions.ActivitiesWrite);
        write.MapPost("", BeginConversation.HandleAsync).WithName("begin-conversation").WithSummary("A guided call begins.");
        write.MapPost("/{id:guid}/ask", Converse.AskAsync).RequireIfMatch().WithName("ask-question").WithSummary("A question is asked.");
        write.MapPost("/{id:guid}/turn", Converse.TurnAsync).RequireIfMatch().WithName("take-turn").WithSummary("The call takes a turn: listens, agreed, objected, declined …");
        write.MapPost("/{id:guid}/signal", Converse.SignalAsync).RequireIfMatch().WithName("note-signal").WithSummary("A signal of the customer's 4C state.");
        write.MapPost("/{id:guid}/end", EndConversation.HandleAsync).RequireIfMatch().WithName("end-conversation").WithSummary("A guided call ends and becomes a call.");
        write.MapPost("/{id:guid}/answers", Converse.AnswerAsync).WithName("note-answer").WithSummary("Notes an answer; what it shows of money, authority and need goes to Customers.").AgainWhenContended();
        write.MapPost("/{id:guid}/objections", Converse.ObjectAsync).WithName("note-objection").WithSummary("Notes an objection and gives its card with the four operations.").AgainWhenContended();
        write.MapPost("/{id:guid}/cues", Converse.NoticeAsync).WithName("note-cues").WithSummary("Notes cues of the customer's personality.").AgainWhenContended();
        write.MapPost("/{id:guid}/competitor", Converse.CompetitorAsync).WithName("hear-competitor").WithSummary("The customer named a competitor.").AgainWhenContended();
    }
}
