using CrmPlatform.ServiceDefaults.Hosting;

return CrmPlatform.Engagement.EngagementHost.Build(args).RunService(args);
