-- A wait had one event that ended it; it now has branches with names. What was left unsaid is said.
update journeys.version set definition =
  '{"exitAudiences": [], "repeatsWhileIn": false, "inGlobalHoldout": true, "priority": 50}'::jsonb
  || definition
  || jsonb_build_object('steps', (
    select jsonb_agg(
      case step ->> 'kind'
        when 'wait-until' then
          step - 'event' - 'where' - 'onEvent' || jsonb_build_object('branches', jsonb_build_array(
            jsonb_build_object(
              'name', step ->> 'event',
              'on', jsonb_build_object('of', 'event', 'event', step ->> 'event',
                'where', coalesce(step -> 'where', '[]'), 'since', 'arrival'),
              'next', step ->> 'onEvent')))
        when 'condition' then '{"any": []}'::jsonb || step
        else step
      end order by place)
    from jsonb_array_elements(definition -> 'steps') with ordinality as each (step, place)));

-- The ways that people took are named as the ways of their steps are.
update journeys.run set path = (
  select coalesce(jsonb_agg(
    case passage ->> 'what'
      when 'arm' then passage || jsonb_build_object('way', passage ->> 'detail')
      when 'event' then passage || jsonb_build_object('way', passage ->> 'detail')
      when 'yes' then passage || '{"way": "yes"}'
      when 'no' then passage || '{"way": "no"}'
      when 'time-out' then passage || '{"way": "time-out"}'
      else passage
    end order by place), '[]')
  from jsonb_array_elements(path) with ordinality as each (passage, place))
where path @? '$[*].what ? (@ == "arm" || @ == "event" || @ == "yes" || @ == "no" || @ == "time-out")';
