from opentimelineio import adapters as adapters
from opentimelineio import opentime as opentime
from opentimelineio import schema as schema
